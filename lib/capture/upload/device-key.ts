import type { DeviceKey } from '@/lib/contract/pictures/upload'

/**
 * The key with which uploads are sealed on this device: the server gives it to the same person's sessions alone.
 * @param ask what the server answers; null without one.
 * @returns a function that asks once, and again only where there was no answer.
 */
export function createDeviceKey(ask: () => Promise<DeviceKey | null>): () => Promise<CryptoKey | null> {
  let asked: Promise<CryptoKey | null> | null = null
  const get = async () => {
    const answer = await ask()
    if (!answer) {
      asked = null
      return null
    }
    const bytes = Uint8Array.from(atob(answer.key), (character) => character.charCodeAt(0))
    return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
  }
  return () => {
    asked ??= get()
    return asked
  }
}
