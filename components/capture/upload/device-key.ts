import { callApi } from '@/components/shell/api'
import type { DeviceKey } from '@/lib/contract/upload'

let asked: Promise<CryptoKey | null> | null = null

/** The key that the server gives to this person's sessions alone; null without one. */
export function deviceKey(): Promise<CryptoKey | null> {
  asked ??= callApi<DeviceKey>('/inapp/api/device-key').then(async (answer) => {
    if (!answer.ok) {
      // Asked again at the next document.
      asked = null
      return null
    }
    const bytes = Uint8Array.from(atob(answer.value.key), (character) => character.charCodeAt(0))
    return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  })
  return asked
}
