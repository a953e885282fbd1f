"""A closing that is asked for, worked on in the background, and watched."""
