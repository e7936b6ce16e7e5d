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

// What a page asks for, in this order: the scripts that its head names, those that were held back for them (page_head.py:
// what a room needs later; Streamlit's, on the page of a room that our own scripts draw first, so that both do not share a
// slow line), then the typefaces, one after the other. Streamlit's are run once the room can be typed in and nobody is in
// the middle of typing: their start holds a slow processor for seconds. Without a way to know what is there the browser asks
// for it when it needs it.
{
  const LOOK_MS = 50
  const PAUSE_MS = 1000
  const LONGEST_PAUSE_MS = 30000
  const PIECE_MS = 8
  const LONGEST_LOAD_MS = 20000
  const address = (element) => element.href ?? element.src
  const all = [...document.querySelectorAll('link[rel^="modulepreload"], script[type^="module"][src]')]
  const isLate = (element) => (element.rel ?? "").endsWith("-later") || element.type.endsWith("-later")
  const first = new Set(all.filter((element) => !isLate(element)).map(address))
  const isOurs = (element) => address(element).includes("/live/assets/")
  // What a room needs later holds nothing up: it says itself when it does not come.
  const waiting = new Set(all.filter((element) => !(isLate(element) && isOurs(element))).map(address))
  const held = document.querySelector('script[type="module-later"]')

  const preload = () => {
    first.clear()
    for (const link of document.querySelectorAll('link[rel="modulepreload-later"]')) link.rel = "modulepreload"
    if (!held) return
    const link = document.createElement("link")
    Object.assign(link, { rel: "modulepreload", crossOrigin: held.crossOrigin ?? "", href: held.src })
    document.head.append(link)
  }
  const typefaces = [...document.querySelectorAll('link[rel="preload-later"]')]
  let typeface = ""
  const nextTypeface = () => {
    const link = typefaces.shift()
    if (!link) return watcher.disconnect()
    typeface = link.href
    link.rel = "preload"
  }
  const watcher = new PerformanceObserver((seen) => {
    const before = first.size
    let arrived = false
    for (const { name } of seen.getEntries()) {
      waiting.delete(name)
      first.delete(name)
      arrived ||= name === typeface
    }
    if (before > 0 && first.size === 0) preload()
    if (waiting.size > 0) return
    if (arrived || !typeface) nextTypeface()
    document.documentElement.setAttribute("data-debrief-loaded", "") // for typeface.ts
  })
  watcher.observe({ type: "resource", buffered: true })

  if (held) {
    const since = performance.now()
    let readySince = Number.POSITIVE_INFINITY
    let lastKey = Number.NEGATIVE_INFINITY
    const noteKey = () => {
      lastKey = performance.now()
    }
    const typed = ["keydown", "input", "compositionupdate"] // a keyboard on the glass may send no keydown
    const run = () => {
      clearInterval(looking)
      for (const kind of typed) removeEventListener(kind, noteKey, true)
      if (waiting.size > 0) begin()
      else inPieces().then(begin)
    }
    // What Streamlit's first script needs, each module in a task of its own: a key waits for one of them and not for all.
    const inPieces = async () => {
      let since = performance.now()
      for (const { href } of document.querySelectorAll('link[rel="modulepreload"][href*="/static/js/"]')) {
        await import(href).catch(() => undefined) // Streamlit will tell of it
        if (performance.now() - since < PIECE_MS) continue
        await new Promise((done) => setTimeout(done))
        since = performance.now()
      }
    }
    const begin = () => {
      if (first.size > 0) preload()
      const script = document.createElement("script")
      Object.assign(script, { type: "module", crossOrigin: held.crossOrigin ?? "", src: held.src })
      held.replaceWith(script)
    }
    const look = () => {
      const now = performance.now()
      const drawn = document.documentElement.hasAttribute("data-debrief-drawn")
      if (waiting.size === 0 && drawn) readySince = Math.min(readySince, now)
      const pause = now >= readySince && now - lastKey >= PAUSE_MS
      if (pause || now - readySince >= LONGEST_PAUSE_MS || now - since >= LONGEST_LOAD_MS + LONGEST_PAUSE_MS) run()
    }
    const looking = setInterval(look, LOOK_MS)
    for (const kind of typed) addEventListener(kind, noteKey, true)
    // A script of ours that is not there draws nothing; one that fails does not say so. The same module is not loaded or
    // run twice, and one that failed before this was read is told of as well, which its event would not be.
    const gone = () => document.documentElement.setAttribute("data-debrief-drawn", "")
    const own = document.querySelector('script[type="module"][async]')
    if (own) import(own.src).catch(gone)
    setTimeout(gone, LONGEST_LOAD_MS)
    if (!document.createElement("link").relList?.supports?.("modulepreload")) run()
  }
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
