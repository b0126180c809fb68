import { hostCommandOf } from './command'
import type { HostConnector } from './connector'

type WebView2 = EventTarget & { postMessage(message: unknown): void }

/** WebView2, in which cTrader for Windows shows pages: `chrome.webview`. */
export const connectWebView2: HostConnector = (_, onCommand) => {
  const { webview } = (window as { chrome?: { webview?: WebView2 } }).chrome ?? {}
  if (!webview) return null
  const hear = (message: Event) => {
    const command = hostCommandOf((message as MessageEvent).data)
    if (command) onCommand(command)
  }
  webview.addEventListener('message', hear)
  return { speak: (event) => webview.postMessage(event), end: () => webview.removeEventListener('message', hear) }
}
