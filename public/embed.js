/* Opens the KYC screens in a page: <script src="https://kyc.example.com/embed.js"></script>. See embed.d.ts. */
;(() => {
  const home = new URL(document.currentScript.src).origin

  function open({ url, container, title = 'Verification', onEvent = () => {} }) {
    const { origin, href } = new URL(url, home)
    if (origin !== home) throw new Error(`The screens live at ${home}, not at ${origin}`)
    const frame = document.createElement('iframe')
    // By this name the screens know that they need not fill a window, or that Escape leaves them.
    frame.name = container ? 'kyc-inline' : 'kyc-modal'
    Object.assign(frame, { src: href, title, allow: 'camera; fullscreen; clipboard-write' })
    frame.style.cssText = 'display:block;width:100%;height:100%;border:0;background:transparent;color-scheme:normal'
    const dialog = container ? null : document.createElement('dialog')
    const before = document.activeElement
    let alive = false

    function hear({ source, origin: from, data }) {
      if (source !== frame.contentWindow || from !== home || !/^kyc:/.test(data?.type)) return
      alive = true
      // A modal has the window's height; inline the frame is as high as what it shows.
      if (data.type === 'kyc:resize' && !dialog) frame.style.height = `${data.detail.height}px`
      onEvent(data)
      if (data.type === 'kyc:close_request') close()
    }
    function close() {
      removeEventListener('message', hear)
      dialog?.close()
      ;(dialog ?? frame).remove()
      if (dialog) before?.focus?.()
    }
    const send = (type, value) => frame.contentWindow?.postMessage({ type, value }, home)

    addEventListener('message', hear)
    if (dialog) {
      dialog.style.cssText =
        'width:100%;height:100%;max-width:min(100%,72rem);max-height:min(100%,60rem);margin:auto;padding:0;border:0;border-radius:18px;overflow:hidden'
      dialog.setAttribute('aria-label', title)
      // Escape asks the screens, so that the host hears of it as of their own X; screens that never came are just closed.
      dialog.addEventListener('cancel', (event) => {
        event.preventDefault()
        alive ? send('kyc:close') : close()
      })
      dialog.append(frame)
      document.body.append(dialog)
      dialog.showModal()
    } else container.append(frame)
    frame.focus()
    return { close, send }
  }

  window.InappKyc = { open }
})()
