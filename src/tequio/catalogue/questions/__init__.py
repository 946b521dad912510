"""The questions and parts of a template, edited on the site by those who coordinate a space."""
