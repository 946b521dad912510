"""What all public records share: texts, templates, versions, links, files, search."""
