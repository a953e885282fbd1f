"""Questions for the next analysis, and what will be done because of a release: asked, promised, and answered for."""
