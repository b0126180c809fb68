import { hostCommandOf } from './command'
import type { HostConnector } from './connector'

type WebView2 = EventTarget & { postMessage(message: unknown): void }

/** WebView2, used by cTrader for Windows: `chrome.webview`. */
export const connectWebView2: HostConnector = (_, onCommand) => {
  const { webview } = (window as { chrome?: { webview?: WebView2 } }).chrome ?? {}
  if (!webview) return null
  const listener = (message: Event) => {
    const command = hostCommandOf((message as MessageEvent).data)
    if (command) onCommand(command)
  }
  webview.addEventListener('message', listener)
  return { send: (event) => webview.postMessage(event), close: () => webview.removeEventListener('message', listener) }
}
