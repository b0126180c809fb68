import { createHash, timingSafeEqual } from 'node:crypto'

/** Finds the key that a request carries. Null when it has none or an unknown one. Compares in constant time. */
export function keyOf<Key extends { key: string }>(request: Request, keys: readonly Key[]): Key | null {
  const given = /^Bearer (.+)$/i.exec(request.headers.get('authorization') ?? '')?.[1]
  if (given === undefined) return null
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return keys.find(({ key }) => timingSafeEqual(digest(key), digest(given))) ?? null
}
