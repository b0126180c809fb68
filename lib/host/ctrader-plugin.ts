import type { HostConnector } from './connector'
import { parentOrigin } from './host-origin'

/** The handshake of Spotware's WebView plugins (help.ctrader.com/webview-plugins): message codes and event names. */
const [REGISTER, CONFIRM] = [2_000, 2_001]
const [TO_HOST, FROM_HOST] = ['message-to-host', 'message-from-host']

/**
 * cTrader with the screens opened as a plugin. It shows a plugin only after a handshake. Its protocol has no
 * counterpart to our events, so nothing is sent after that.
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
  // The host registers again after each confirmation, so answering more than once would loop forever.
  let answered = false
  const handle = (data: unknown) => {
    if (answered || (data as { payloadType?: unknown } | null)?.payloadType !== REGISTER) return
    answered = true
    confirm()
  }
  const onParentMessage = ({ source, origin: from, data }: MessageEvent) => {
    if (source === window.parent && from === origin && data?.type === FROM_HOST) handle(data.data)
  }
  const onAppMessage = (event: Event) => handle((event as MessageEvent).data)
  if (framed) window.addEventListener('message', onParentMessage)
  else window.addEventListener(FROM_HOST, onAppMessage)
  confirm()
  return {
    send: () => {},
    close() {
      window.removeEventListener('message', onParentMessage)
      window.removeEventListener(FROM_HOST, onAppMessage)
    },
  }
}
