/* Opens the KYC screens in a page: <script src="https://kyc.example.com/embed.js"></script>. See embed.d.ts. */
;(() => {
  const home = new URL(document.currentScript.src).origin
  // So long the screens may be silent; and so long they may take to leave when they are asked to.
  const [SILENT_MS, LEAVE_MS] = [10_000, 500]

  function open({ url, container, title = 'Verification', closeLabel = 'Close', size = {}, onEvent = () => {} }) {
    const { origin, href } = new URL(url, home)
    if (origin !== home) throw new Error(`The screens live at ${home}, not at ${origin}`)
    const frame = document.createElement('iframe')
    // By this name the screens know that they need not fill a window, or that Escape leaves them.
    frame.name = container ? 'kyc-inline' : 'kyc-modal'
    Object.assign(frame, { src: href, title, allow: 'camera; fullscreen; clipboard-write' })
    frame.style.cssText = 'display:block;width:100%;height:100%;border:0;background:transparent;color-scheme:normal'
    const dialog = container ? null : document.createElement('dialog')
    const place = dialog ?? container
    const before = document.activeElement
    const way = document.createElement('button')
    let alive = false
    let loaded = false

    const send = (type, value) => frame.contentWindow?.postMessage({ type, value }, home)
    const tell = (type, detail) =>
      onEvent({ type, version: 1, id: `${Math.random()}`, session: null, step: null, level: null, detail })

    function hear({ source, origin: from, data }) {
      if (source !== frame.contentWindow || from !== home || !/^kyc:/.test(data?.type)) return
      if (!alive) {
        alive = true
        clearTimeout(silence)
        if (dialog && place.contains(document.activeElement)) frame.focus()
        way.remove()
      }
      // A modal has the window's height; inline the frame is as high as what it shows.
      if (data.type === 'kyc:resize' && !dialog) frame.style.height = `${data.detail.height}px`
      onEvent(data)
      if (data.type === 'kyc:close_request') close()
    }
    function close() {
      clearTimeout(silence)
      removeEventListener('message', hear)
      dialog?.close()
      ;(dialog ?? frame).remove()
      way.remove()
      if (dialog) before?.focus?.()
    }
    // Asks the screens, so that the host hears of it as of their own X; those that never came, or answer no more, are closed.
    function leave() {
      send('kyc:close')
      setTimeout(end, alive ? LEAVE_MS : 0)
    }
    function end() {
      if (!frame.isConnected) return
      close()
      tell('kyc:close_request', { done: false })
    }
    const silence = setTimeout(() => {
      place.prepend(way)
      if (dialog) way.focus()
      tell('kyc:unreachable', { reason: navigator.onLine ? (loaded ? 'silent' : 'timeout') : 'offline' })
    }, SILENT_MS)

    way.type = 'button'
    way.textContent = closeLabel
    way.style.cssText =
      'display:block;margin:8px 8px 8px auto;padding:0 20px;min-height:44px;border:0;border-radius:99px;font:600 15px system-ui;color:#fff;background:#1b2130;cursor:pointer'
    way.onclick = leave
    frame.onload = () => {
      loaded = true
    }
    addEventListener('message', hear)
    if (dialog) {
      const { width = '72rem', height = '60rem' } = size
      dialog.style.cssText = `width:100%;height:100%;max-width:min(100%,${width});max-height:min(100%,${height});margin:auto;padding:0;border:0;border-radius:18px;overflow:hidden`
      dialog.setAttribute('aria-label', title)
      dialog.addEventListener('cancel', (event) => {
        event.preventDefault()
        leave()
      })
      // A second Escape in a row closes without asking.
      dialog.onclose = end
      dialog.onclick = ({ target, clientX: x, clientY: y }) => {
        const edge = dialog.getBoundingClientRect()
        if (target === dialog && (x < edge.left || x > edge.right || y < edge.top || y > edge.bottom)) leave()
      }
      // Until the screens are there it is this page that hears Escape.
      dialog.tabIndex = -1
      dialog.append(frame)
      // A script in the head runs before there is a body.
      ;(document.body ?? document.documentElement).append(dialog)
      dialog.showModal()
      dialog.focus()
    } else {
      container.append(frame)
      frame.focus()
    }
    return { close, send }
  }

  window.InappKyc = { open }
})()
