"""What the pages share in drawing. Streamlit lives here and in the pages, and nowhere below."""
