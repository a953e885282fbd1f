"""Words in other languages: catalogues and questionnaires for translators, their checks, and who signed them off."""
