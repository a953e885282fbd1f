"""Charts of a release: where marks go, worked out from published figures and nothing else.

Every axis, class and order is fixed by the definition of what is drawn, never by what was counted: a reader who has two
releases side by side compares like with like, and a chart gives nothing away that its table does not say.
"""
