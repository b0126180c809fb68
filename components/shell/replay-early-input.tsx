'use client'

import { useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** A control as a person left it, a press, or a key, as `record-early-input.tsx` writes it down. */
type Moment = {
  type: 'input' | 'click' | 'submit' | 'keydown'
  target: Element
  value?: string
  checked?: boolean
  key?: string
}
type EarlyInput = { moments: Moment[]; isLive: (element: Element) => boolean; late: boolean; end: () => void }

/** What a person can use; what is not live is still waiting for its code. */
const CONTROLS = 'main :is(button, a, input, select, textarea)'
const LOOK_AGAIN_MS = 50
/** How long a press lasts: one that began before a part was drawn anew still counts. */
const PRESS_MS = 1_000
/** Code that is not there by then does not come: what was pressed there stays without an answer. */
const WAIT_FOR_CODE_MS = 10_000

/** Does once more, in order, what was done before this ran. Stands after all that it is to reach. */
export function ReplayEarlyInput() {
  // Drawn twice, the second time at once: by then the effects of all that stands around this have run, and no press falls
  // in between, which would count twice.
  const [drawn, setDrawn] = useState(false)
  useLayoutEffect(() => {
    if (!drawn) return setDrawn(true)
    const early: EarlyInput | undefined = Reflect.get(window, 'kycEarlyInput')
    if (!early || early.late) return
    early.late = true
    queueMicrotask(() => replayAll(early, Date.now()))
  }, [drawn])
  return null
}

/** Does in order what was done, each where it is live by now; comes back until every part of the page is. */
function replayAll(early: EarlyInput, began: number): void {
  const { moments, isLive } = early
  const passed = Date.now() - began
  const isLate = passed >= WAIT_FOR_CODE_MS
  while (moments[0]) {
    const target = inPlaceOf(moments[0].target)
    const isReady = target !== undefined && isLive(target)
    if (!isReady && !isLate) break
    const [moment] = moments.splice(0, 1)
    // Each is drawn before the next: a date's three controls are one value.
    if (isReady && moment) flushSync(() => replay({ ...moment, target }))
  }
  const isComplete = moments.length === 0 && [...document.querySelectorAll(CONTROLS)].every(isLive)
  if (!isLate && !(isComplete && passed >= PRESS_MS)) return void setTimeout(replayAll, LOOK_AGAIN_MS, early, began)
  Reflect.deleteProperty(window, 'kycEarlyInput')
  early.end()
}

/** What a part of the page has in place of what was pressed, where its code came so late that it was drawn anew. */
function inPlaceOf(element: Element): Element | undefined {
  if (element.isConnected) return element
  const isSame = (other: Element) => other.ariaLabel === element.ariaLabel && other.textContent === element.textContent
  const [same, ...more] = [...document.querySelectorAll(element.localName)].filter(isSame)
  return more.length === 0 ? same : undefined
}

function replay({ type, target, value = '', checked = false, key = '' }: Moment): void {
  if (type === 'keydown') target.dispatchEvent(new KeyboardEvent(type, { key, bubbles: true }))
  else if (target instanceof HTMLFormElement) target.requestSubmit()
  else if (type === 'click' && target instanceof HTMLElement) target.click()
  else if (target instanceof HTMLInputElement && ['checkbox', 'radio'].includes(target.type)) {
    target.checked = !checked
    target.click()
  } else {
    if (!(target instanceof HTMLInputElement && target.type === 'file')) setValue(target, value)
    for (const name of ['input', 'change']) target.dispatchEvent(new Event(name, { bubbles: true }))
  }
}

/**
 * Sets a control's value as typing does: written only where another one stands, since somebody may be typing there. React
 * hears of a value that differs from the one that it noted last in the control's tracker.
 */
function setValue(control: Element, value: string): void {
  const tracker: { setValue(value: string): void } | undefined = Reflect.get(control, '_valueTracker')
  tracker?.setValue(`${value}…`)
  if (Reflect.get(control, 'value') !== value)
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(control), 'value')?.set?.call(control, value)
}
