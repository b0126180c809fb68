import type { DeviceKey } from '@/lib/contract/pictures/upload'

/** The first seals what is kept on this device; each of them opens it. */
export type DeviceKeys = readonly [CryptoKey, ...CryptoKey[]]

/**
 * The keys of uploads on this device: the server gives them to the same person's sessions alone.
 * @param ask what the server answers; null without one.
 * @returns a function that asks once, and again only where there was no answer.
 */
export function createDeviceKeys(ask: () => Promise<DeviceKey | null>): () => Promise<DeviceKeys | null> {
  let asked: Promise<DeviceKeys | null> | null = null
  const get = async (): Promise<DeviceKeys | null> => {
    const answer = await ask()
    if (!answer) {
      asked = null
      return null
    }
    return [await imported(answer.key), ...(await Promise.all(answer.earlier.map(imported)))]
  }
  return () => {
    asked ??= get()
    return asked
  }
}

function imported(key: string): Promise<CryptoKey> {
  const bytes = Uint8Array.from(atob(key), (character) => character.charCodeAt(0))
  return crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt'])
}
