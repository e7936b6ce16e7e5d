"""The guide: hint categories explained, one incident written twice, and the finished example."""
