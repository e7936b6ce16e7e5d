// Runs before Streamlit's page. Tells it where its server is, so that it opens its socket at once: without this it first
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
