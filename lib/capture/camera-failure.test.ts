import { describe, expect, it } from 'vitest'
import { cameraFailureOf } from './camera-failure'
import { cameraWishes } from './camera-wishes'

const free = { secure: true, supported: true, allowedByHost: null }
const named = (name: string) => new DOMException('', name)

describe('cameraFailureOf', () => {
  it.each([
    ['NotAllowedError', 'REFUSED'],
    ['NotFoundError', 'NO_CAMERA'],
    ['NotReadableError', 'BUSY'],
    ['SomethingElse', 'UNKNOWN'],
  ])('reads %s as %s', (name, failure) => {
    expect(cameraFailureOf(named(name), free)).toBe(failure)
  })

  it('tells a host that blocks the camera from a person who refuses it', () => {
    expect(cameraFailureOf(named('NotAllowedError'), { ...free, allowedByHost: false })).toBe('BLOCKED_BY_HOST')
    expect(cameraFailureOf(named('NotAllowedError'), { ...free, allowedByHost: true })).toBe('REFUSED')
  })

  it('names an insecure page and a browser without a camera interface', () => {
    expect(cameraFailureOf(null, { ...free, secure: false, supported: false })).toBe('INSECURE')
    expect(cameraFailureOf('getUserMedia not supported', { ...free, supported: false })).toBe('UNSUPPORTED')
  })
})

describe('cameraWishes', () => {
  it('asks for the rear camera at 4K first and ends with any camera at all', () => {
    const wishes = cameraWishes(null, 'environment')
    expect(wishes[0]).toMatchObject({ facingMode: { ideal: 'environment' }, width: { ideal: 3840 } })
    expect(wishes.at(-1)).toEqual({})
  })

  it('asks for the chosen camera', () => {
    expect(cameraWishes('rear-2', 'environment')[0]).toMatchObject({ deviceId: { exact: 'rear-2' } })
  })
})
