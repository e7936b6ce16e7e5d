"""Pictures on rows of a timeline: taken in, shown to those who may read, and removed when nobody uses them."""
