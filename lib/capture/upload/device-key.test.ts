import { expect, it } from 'vitest'
import { createDeviceKeys } from './device-key'

const keyOf = (value: number) => Buffer.from(new Uint8Array(32).fill(value)).toString('base64')

it('asks the server once, and the keys never leave the browser’s keeping', async () => {
  let asked = 0
  const deviceKeys = createDeviceKeys(async () => {
    asked += 1
    return { key: keyOf(8), earlier: [keyOf(7)] }
  })
  const [one, other] = await Promise.all([deviceKeys(), deviceKeys()])
  expect(one).toBe(other)
  expect(one).toHaveLength(2)
  for (const key of one ?? [])
    expect(key).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } })
  expect(asked).toBe(1)
})

it('asks again for the next document where there was no answer', async () => {
  const answers = [null, { key: keyOf(7), earlier: [] }]
  const deviceKeys = createDeviceKeys(async () => answers.shift() ?? null)
  expect(await deviceKeys()).toBeNull()
  expect(await deviceKeys()).not.toBeNull()
})
