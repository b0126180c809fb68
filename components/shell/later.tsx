'use client'

import dynamic from 'next/dynamic'

// What works behind every screen, or is hardly ever seen: its code comes after what is. Where a network loses it the
// screen goes on without.
const Nothing = () => null

export const KeyboardInset = dynamic(
  () =>
    import('./keyboard-inset').then(
      (module) => module.KeyboardInset,
      () => Nothing,
    ),
  { ssr: false },
)
export const LiveUpdates = dynamic(
  () =>
    import('./live-updates').then(
      (module) => module.LiveUpdates,
      () => Nothing,
    ),
  { ssr: false },
)
export const SessionRenewal = dynamic(
  () =>
    import('./session-renewal').then(
      (module) => module.SessionRenewal,
      () => Nothing,
    ),
  { ssr: false },
)
/** Without a network nobody can sign out. */
export const SignOut = dynamic(
  () =>
    import('./sign-out').then(
      (module) => module.SignOut,
      () => Nothing,
    ),
  { ssr: false },
)
export const UploadsUnderway = dynamic(
  () =>
    import('@/components/capture/upload/uploads-underway').then(
      (module) => module.UploadsUnderway,
      () => Nothing,
    ),
  { ssr: false },
)
export const OwnWindow = dynamic(() => import('./own-window').then((module) => module.OwnWindow), {
  loading: () => null,
})
