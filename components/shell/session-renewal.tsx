'use client'

import { useEffect } from 'react'
import { callApi } from './api'

/** Well under the half hour after which a session without a sign of life ends. */
const RENEW_MS = 5 * 60_000

/** Renews the session while a person is doing something on a page that is seen. */
export function SessionRenewal() {
  useEffect(() => {
    let active = false
    const note = () => {
      active = true
    }
    const timer = setInterval(() => {
      if (!active || document.visibilityState !== 'visible') return
      active = false
      void callApi('/inapp/api/session', { method: 'POST' })
    }, RENEW_MS)
    const signs = ['pointerdown', 'keydown', 'scroll'] as const
    for (const sign of signs) window.addEventListener(sign, note, { passive: true })
    return () => {
      clearInterval(timer)
      for (const sign of signs) window.removeEventListener(sign, note)
    }
  }, [])
  return null
}
