"""Discussion: what people say about a record, in threads of one level, kept friendly by those who moderate its space."""
