"""From sources to kept pages: feeds, URL lists and folders become one WARC file per source and date."""
