"""Who may read which release: agreements as data, one door for pages and downloads, and what is said of the views."""
