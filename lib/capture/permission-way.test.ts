import { describe, expect, it } from 'vitest'
import { permissionWay } from './permission-way'

const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const MAC = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)'
const CHROME = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0'

describe('permissionWay', () => {
  it.each([
    ['Chrome on a computer', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36`, 0, 'chrome'],
    ['Edge', `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${CHROME} Safari/537.36 Edg/139.0.0.0`, 0, 'chrome'],
    ['Chrome on Android', `Mozilla/5.0 (Linux; Android 10; K) ${CHROME} Mobile Safari/537.36`, 5, 'chrome_phone'],
    [
      'an Android app',
      `Mozilla/5.0 (Linux; Android 14; Pixel 7; wv) Version/4.0 ${CHROME} Mobile Safari/537.36`,
      5,
      'app',
    ],
    ['Safari on an iPhone', `${IPHONE} Version/18.5 Mobile/15E148 Safari/604.1`, 5, 'safari_phone'],
    ['Safari on an iPad, which says it is a Mac', `${MAC} Version/18.5 Safari/605.1.15`, 5, 'safari_phone'],
    ['an app on an iPhone', `${IPHONE} Mobile/15E148`, 5, 'app'],
    ['Chrome on an iPhone', `${IPHONE} CriOS/139.0.7258.76 Mobile/15E148 Safari/604.1`, 5, 'app'],
    ['Safari on a Mac', `${MAC} Version/18.5 Safari/605.1.15`, 0, 'safari'],
    ['Firefox', 'Mozilla/5.0 (X11; Linux x86_64; rv:142.0) Gecko/20100101 Firefox/142.0', 0, 'firefox'],
    ['something else', 'Mozilla/5.0 (Unknown)', 0, 'other'],
  ] as const)('knows %s', (_, userAgent, touches, way) => {
    expect(permissionWay(userAgent, touches)).toBe(way)
  })
})
