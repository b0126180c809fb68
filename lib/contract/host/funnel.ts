/** How far people come in the screens: what is counted, and nothing of anybody. */

export const FUNNEL_SCREENS = ['kyc', 'upload', 'status'] as const
export type FunnelScreen = (typeof FUNNEL_SCREENS)[number]

/** `opened` was shown; `began`: something was typed or a document added; `submitted` was sent in. Each once per session. */
export const FUNNEL_STAGES = ['opened', 'began', 'submitted'] as const
export type FunnelStage = (typeof FUNNEL_STAGES)[number]

export const DEVICE_CLASSES = ['phone', 'tablet', 'computer'] as const
export type DeviceClass = (typeof DEVICE_CLASSES)[number]

/** Where somebody is; `step` is the code of the step that is shown, empty on a screen that shows none. */
export type FunnelPlace = {
  brand: string
  screen: FunnelScreen
  step: string
  device: DeviceClass
  language: string
}

/** People are told as a number only from so many on: fewer could be somebody. */
export const FUNNEL_FEWEST = 5

/** `seconds`: from when it was shown until this stage. */
export type FunnelCount = FunnelPlace & { stage: FunnelStage; seconds: number }

/** The class of device that a browser names itself of. Unknown ones count as computers. */
export function deviceClassOf(userAgent: string | null): DeviceClass {
  if (/iPad|Tablet|Android(?!.*Mobile)/.test(userAgent ?? '')) return 'tablet'
  return /Mobile|iPhone|iPod/.test(userAgent ?? '') ? 'phone' : 'computer'
}
