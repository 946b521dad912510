"""How each type of question is read from a form, shown in it again, and said in words."""
