"""Closing a cohort: counting, statistics, protecting, publishing, in stages that can be watched and interrupted."""
