"""Named colours, sizes and fonts, and the palette and style sheet made from them."""
