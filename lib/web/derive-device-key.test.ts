import { expect, it } from 'vitest'
import { deviceKeyOf } from './derive-device-key'

const [old, fresh] = [new Uint8Array(32).fill(7), new Uint8Array(32).fill(8)]
const ada = { brand: 'acme', customer_id: 'ada' }

it('is one person’s alone, and the same for all of their sessions', () => {
  expect(deviceKeyOf([old], ada)).toEqual(deviceKeyOf([old], { ...ada }))
  expect(deviceKeyOf([old], { ...ada, customer_id: 'grace' }).key).not.toBe(deviceKeyOf([old], ada).key)
  expect(deviceKeyOf([old], { ...ada, brand: 'zenith' }).key).not.toBe(deviceKeyOf([old], ada).key)
})

it('comes with that of before while the session keys are being changed', () => {
  const before = deviceKeyOf([old], ada)
  expect(before.earlier).toEqual([])
  expect(deviceKeyOf([fresh, old], ada)).toEqual({ key: deviceKeyOf([fresh], ada).key, earlier: [before.key] })
})
