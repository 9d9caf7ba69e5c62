"""Figure builders and the Streamlit parts that pages are made of."""
