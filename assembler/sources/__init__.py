"""Reading files: YAML as data that knows its place, photos as clean pictures. Nothing after this stage opens them."""
