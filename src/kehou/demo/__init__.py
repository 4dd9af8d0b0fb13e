"""The fictional county that everyone can try, made anew from a seed."""
