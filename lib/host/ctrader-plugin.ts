import type { HostConnector } from './connector'
import { parentOrigin } from './host-origin'

/** The handshake of Spotware's WebView plugins (help.ctrader.com/webview-plugins): its codes and its events. */
const [REGISTER, CONFIRM] = [2_000, 2_001]
const [TO_HOST, FROM_HOST] = ['message-to-host', 'message-from-host']

/**
 * cTrader, where the screens are opened as a plugin: it shows none that does not say it is there. Its vocabulary has no
 * words for ours, so that after the handshake nothing is told.
 */
export const connectCtraderPlugin: HostConnector = (allowed) => {
  const framed = window.parent !== window
  const origin = framed ? parentOrigin(allowed) : null
  if (framed && !origin) return null
  const confirm = () => {
    const data = { payloadType: CONFIRM, payload: {}, clientMsgId: crypto.randomUUID() }
    if (origin) window.parent.postMessage({ type: TO_HOST, data }, origin)
    else window.dispatchEvent(new MessageEvent(TO_HOST, { data }))
  }
  // Each confirmation makes the host register anew: answering more than once would go round for ever.
  let answered = false
  const hear = (data: unknown) => {
    if (answered || (data as { payloadType?: unknown } | null)?.payloadType !== REGISTER) return
    answered = true
    confirm()
  }
  const hearParent = ({ source, origin: from, data }: MessageEvent) => {
    if (source === window.parent && from === origin && data?.type === FROM_HOST) hear(data.data)
  }
  const hearApp = (event: Event) => hear((event as MessageEvent).data)
  if (framed) window.addEventListener('message', hearParent)
  else window.addEventListener(FROM_HOST, hearApp)
  confirm()
  return {
    speak: () => {},
    end() {
      window.removeEventListener('message', hearParent)
      window.removeEventListener(FROM_HOST, hearApp)
    },
  }
}
