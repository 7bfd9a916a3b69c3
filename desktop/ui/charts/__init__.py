"""Live charts of a run. Only this folder imports pyqtgraph, when the first chart is shown."""
