import { expect, it } from 'vitest'
import { createDeviceKey } from './device-key'

const key = Buffer.from(new Uint8Array(32).fill(7)).toString('base64')

it('asks the server once, and the key never leaves the browser’s keeping', async () => {
  let asked = 0
  const deviceKey = createDeviceKey(async () => {
    asked += 1
    return { key }
  })
  const [one, other] = await Promise.all([deviceKey(), deviceKey()])
  expect(one).toBe(other)
  expect(one).toMatchObject({ extractable: false, algorithm: { name: 'AES-GCM', length: 256 } })
  expect(asked).toBe(1)
})

it('asks again for the next document where there was no answer', async () => {
  const answers = [null, { key }]
  const deviceKey = createDeviceKey(async () => answers.shift() ?? null)
  expect(await deviceKey()).toBeNull()
  expect(await deviceKey()).not.toBeNull()
})
