"""The parts of the pages, in a folder per page. Streamlit is imported here and in the pages, and nowhere else."""
