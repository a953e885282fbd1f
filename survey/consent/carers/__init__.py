"""What a parent or carer says for a child, where the law asks for it."""
