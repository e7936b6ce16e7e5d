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

// Some proxies let pages through and no WebSockets. Streamlit then shows the outline of a page for ever and says nothing.
{
  const WAIT_MS = 12_000
  const LOOK_MS = 500
  const SENTENCE =
    "This page still waits for its live connection. If it stays like this, a proxy or VPN between you and the server " +
    "may block WebSockets: try another network, or tell whoever runs Debrief."
  const isEmpty = () => {
    const root = document.getElementById("root")
    return root !== null && (root.childElementCount === 0 || root.querySelector('[data-testid="stAppSkeleton"]') !== null)
  }
  setTimeout(() => {
    if (!isEmpty()) return
    const note = document.createElement("p")
    note.setAttribute("role", "alert")
    note.textContent = SENTENCE
    note.style.cssText =
      "position:fixed;inset:auto 1rem 1rem;margin:0 auto;max-width:40rem;padding:1rem;border-radius:.5rem;z-index:9;" +
      "background:#fff8ee;color:#3a2a10;border:1px solid #b4641e;font:1rem/1.5 system-ui,sans-serif"
    document.body.append(note)
    const looking = setInterval(() => {
      if (isEmpty()) return
      clearInterval(looking)
      note.remove()
    }, LOOK_MS)
  }, WAIT_MS)
}
