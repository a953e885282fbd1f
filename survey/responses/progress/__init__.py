"""How far along someone is, in words and as a bar that never jumps back."""
