"""The look: named colours, and the palette and style sheet made of them."""
