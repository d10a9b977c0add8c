import { Status } from '#ui/index.ts'
import { observesFile } from './circles.ts'
import { offerCaseMark } from './marks.ts'

/** Whoever is on the team as an observer reads it on every screen, before a form says so. */
offerCaseMark({
  name: 'observing',
  order: 90,
  verb: 'case.read',
  async find(tx, row, i18n) {
    if (!(await observesFile(tx, row.id))) return undefined
    return <Status tone="quiet">{i18n.t('cases.mark.observing')}</Status>
  },
})
