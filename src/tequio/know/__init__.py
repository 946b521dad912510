"""KNOW: the bank of good practices and the actors behind them."""
