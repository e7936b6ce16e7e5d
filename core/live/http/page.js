// Runs before Streamlit's page, when its head has been read. Tells it where its server is, so that it opens its socket at once: without this it first
// asks for a server under the page's own path, then tries again. It still asks in the background, and uses what it hears.
{
  const base = new URL("../..", document.currentScript.src)
  const options = window.__streamlit ?? {}
  window.__streamlit = {
    BACKEND_BASE_URL: base.href,
    ...options,
    HOST_CONFIG: {
      allowedOrigins: [base.origin],
      useExternalAuthToken: false,
      blockErrorDialogs: true,
      ...options.HOST_CONFIG,
    },
  }
}

// The typeface is asked for once all scripts that the head names are there, or could not be loaded. Without a way to know
// that it is asked for by the first text that is drawn.
{
  const scripts = document.querySelectorAll('link[rel="modulepreload"], script[type="module"][src]')
  const waiting = new Set(Array.from(scripts, (element) => element.href ?? element.src))
  const follow = () => {
    for (const link of document.querySelectorAll('link[rel="preload-later"]')) link.rel = "preload"
  }
  const watcher = new PerformanceObserver((seen) => {
    for (const { name } of seen.getEntries()) waiting.delete(name)
    if (waiting.size > 0) return
    watcher.disconnect()
    follow()
  })
  watcher.observe({ type: "resource", buffered: true })
}
