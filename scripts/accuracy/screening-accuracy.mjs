import { parseArgs } from 'node:util'
import { loadApp } from '../load-app.mjs'
import { onPinnedNode, Refusal } from '../runtime.mjs'

const USAGE = `Measures how well screening tells people apart, beside Jaro-Winkler.

  npm run screening-accuracy                                    on invented people, those that were kept aside
  npm run screening-accuracy -- --set train                     on those that the matching was tuned on
  npm run screening-accuracy -- --pairs pairs.csv               on labelled pairs: schema,name1,name2,is_match
  npm run screening-accuracy -- --list sdn.csv --positives on.csv --negatives off.csv
                                                                on any list; --list may be repeated (OFAC's alt.csv …)

--threshold 0.7    the score from which on something is a hit
--faults           also prints whom it missed, and who was found wrongly
--names 60000      how many names the speed is measured over`

await onPinnedNode(
  async () => {
    const { list, positives, negatives, pairs, set, threshold, names, faults } = argumentsOf()
    const { measureGenerated, measureList, measurePairs, measureSpeed } = await loadApp(
      'lib/kyc/verification/screening/accuracy/measure-screening.ts',
    )
    if (pairs) await measurePairs(pairs, threshold, console.log)
    else if (list.length > 0)
      await measureList({ lists: list, positives, negatives }, { threshold, faults }, console.log)
    else {
      measureGenerated(set, { threshold, faults }, console.log)
      measureSpeed(names, threshold, console.log)
    }
    return 0
  },
  { withoutTools: () => true },
)

function argumentsOf() {
  try {
    const { values } = parseArgs({
      options: {
        list: { type: 'string', multiple: true, default: [] },
        positives: { type: 'string' },
        negatives: { type: 'string' },
        pairs: { type: 'string' },
        set: { type: 'string', default: 'test' },
        threshold: { type: 'string', default: '0.7' },
        names: { type: 'string', default: '60000' },
        faults: { type: 'boolean', default: false },
      },
    })
    const { list, positives, negatives, set } = values
    const [threshold, names] = [Number(values.threshold), Number(values.names)]
    const wrong = (list.length > 0 && !(positives && negatives)) || !['train', 'test'].includes(set)
    if (wrong || !(threshold > 0 && threshold <= 1) || !(names > 0)) throw new Refusal(USAGE)
    return { ...values, threshold, names }
  } catch (error) {
    throw new Refusal(error instanceof Refusal ? error.message : `${error.message}\n\n${USAGE}`)
  }
}
