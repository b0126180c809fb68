/**
 * The events of the screens; see docs/integrators.md. For convenience only: rely on the server's callback.
 * `kyc:unreachable` is of the script's own: the screens have said nothing for ten seconds, and a button to close them is shown.
 * `detail.reason`: `offline`, `timeout` (nothing has loaded) or `silent` (something else has, such as an error page).
 */
export type KycEvent = {
  type: `kyc:${string}`
  version: 1
  id: string
  session: string | null
  step: string | null
  level: string | null
  detail: Record<string, string | number | boolean | null>
}

export type KycOptions = {
  /** The address of a screen, with its one-time token: `https://kyc.example.com/inapp/kyc?token=…`. */
  url: string
  /** Shows the screens inside this element; without it in a modal of their own. */
  container?: HTMLElement
  /** The frame's name for screen readers. */
  title?: string
  /** The button that closes screens that do not answer, in your language. */
  closeLabel?: string
  /** The most that the modal takes of the window, as CSS lengths. Default: 72rem by 60rem. */
  size?: { width?: string; height?: string }
  onEvent?: (event: KycEvent) => void
}

export type KycScreens = {
  close(): void
  /** Speaks to the screens: a fresh token, `light|dark|auto`, a language code, or to close. */
  send(type: 'kyc:token' | 'kyc:theme' | 'kyc:language' | 'kyc:close', value?: string): void
}

declare global {
  interface Window {
    /** `open` throws when `url` is not of the server that the script came from. */
    InappKyc: { open(options: KycOptions): KycScreens }
  }
}
