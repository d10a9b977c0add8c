/** Effects: what changed for the person. The team writes them down; each organisation says how it sees them. */
import { can } from '#platform/access.ts'
import { isId } from '#platform/ids.ts'
import type { ConsoleContext } from '#platform/module.ts'
import { NotFound } from '#platform/web/errors.ts'
import { organisationOf, redirect } from '#organisations/index.ts'
import { Empty, type FormState } from '#ui/index.ts'
import { isOnTeam, mustBeOnTeam } from '../circles.ts'
import { byLanguage } from '../forms.ts'
import { getCase } from '../reads.ts'
import { findBackdrop } from '../risk/backdrop.ts'
import { takeForm, type Again } from '../typed-form.ts'
import { caseHref, casePage } from '../views/case-shell.tsx'
import { addEffect, editEffect, getEffect, listEffects, listEffectVersions } from './effect.ts'
import { EffectForm, formOf } from './effect-form.tsx'
import { effectForm, positionForm } from './forms.ts'
import { listPositions, statePosition } from './position.ts'
import { EffectFacts, EffectVersions, PositionForm, Positions } from './views.tsx'

const idOf = (c: ConsoleContext): string => c.req.param('caseId') ?? ''
const effectsHref = (caseId: string, path = ''): string => caseHref(caseId, `/effects${path}`)

function effectOf(c: ConsoleContext): string {
  const id = c.req.param('effectId') ?? ''
  if (!isId(id)) throw new NotFound()
  return id
}

export async function showEffects(c: ConsoleContext): Promise<Response> {
  const i18n = c.get('i18n')
  const { row, onTeam, effects, positions } = await c
    .get('office')
    .db.reading(c.get('member'), async (tx) => {
      const found = await getCase(tx, idOf(c))
      return {
        ...{ row: found, onTeam: await isOnTeam(tx, found.id) },
        ...{ effects: await listEffects(tx, found.id), positions: await listPositions(tx, found.id) },
      }
    })
  const add =
    onTeam && can(c.get('member'), 'effect.write')
      ? { href: effectsHref(row.id, '/new'), label: i18n.t('effect.add') }
      : undefined
  return await casePage(c, {
    row,
    tab: 'effects',
    actions: add && effects.length > 0 && (
      <a class="button" href={add.href}>
        {add.label}
      </a>
    ),
    body:
      effects.length === 0 ? (
        <Empty title={i18n.t('effect.empty.title')} action={add}>
          <p>{i18n.t(onTeam ? 'effect.empty.text' : 'effect.empty.room')}</p>
        </Empty>
      ) : (
        <>
          <p>{i18n.t('effect.no-cause')}</p>
          {effects.map((effect) => (
            <section class="card">
              <h2>
                <a href={effectsHref(row.id, `/${effect.id}`)}>{i18n.t(`effect.change.${effect.change}`)}</a>
              </h2>
              <EffectFacts i18n={i18n} effect={effect} />
              <Positions i18n={i18n} positions={positions.filter(({ effectId }) => effectId === effect.id)} />
            </section>
          ))}
        </>
      ),
  })
}

export async function newEffect(c: ConsoleContext): Promise<Response> {
  return await newEffectPage(c)
}

async function newEffectPage(c: ConsoleContext, again?: Again): Promise<Response> {
  const i18n = c.get('i18n')
  const { row, before, today } = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const found = await getCase(tx, idOf(c))
    await mustBeOnTeam(tx, found.id)
    return {
      ...{ row: found, before: await findBackdrop(tx, found.id) },
      today: tx.now.toISOString().slice(0, 10),
    }
  })
  const fresh: FormState = { values: { on: today, visibility: 'team' }, errors: {} }
  return await casePage(c, {
    row,
    tab: 'effects',
    heading: i18n.t('effect.add'),
    status: again?.status,
    body: (
      <EffectForm
        {...{ i18n, row, before, form: again?.form ?? fresh }}
        action={effectsHref(row.id)}
        back={effectsHref(row.id)}
      />
    ),
  })
}

export async function takeNewEffect(c: ConsoleContext): Promise<Response> {
  const caseId = idOf(c)
  const taken = await takeForm(c, effectForm, ({ version: _version, ...value }) =>
    c.get('office').db.transaction(c.get('member'), (tx) =>
      addEffect(tx, {
        ...{ ...value, caseId },
        ...{ public: byLanguage(value, 'public'), joint: byLanguage(value, 'joint') },
      }),
    ),
  )
  if (!taken.done) return await newEffectPage(c, taken.again)
  return redirect(c, effectsHref(caseId), 'effect.saved')
}

export const showEffect = (c: ConsoleContext): Promise<Response> => effectPage(c, {})

export async function takeEffect(c: ConsoleContext): Promise<Response> {
  const [caseId, effectId] = [idOf(c), effectOf(c)]
  const taken = await takeForm(c, effectForm, ({ version = -1, ...value }) =>
    c.get('office').db.transaction(c.get('member'), (tx) =>
      editEffect(tx, {
        ...{ ...value, caseId, effectId, version },
        ...{ public: byLanguage(value, 'public'), joint: byLanguage(value, 'joint') },
      }),
    ),
  )
  if (!taken.done) return await effectPage(c, { again: taken.again })
  return redirect(c, effectsHref(caseId, `/${effectId}`), 'effect.saved')
}

export async function takePosition(c: ConsoleContext): Promise<Response> {
  const [caseId, effectId] = [idOf(c), effectOf(c)]
  const taken = await takeForm(c, positionForm, (value) =>
    c
      .get('office')
      .db.transaction(c.get('member'), (tx) => statePosition(tx, { ...value, caseId, effectId })),
  )
  if (!taken.done) return await effectPage(c, { stating: taken.again })
  return redirect(c, effectsHref(caseId, `/${effectId}`), 'effect.position.saved')
}

async function effectPage(c: ConsoleContext, at: { again?: Again; stating?: Again }): Promise<Response> {
  const i18n = c.get('i18n')
  const effectId = effectOf(c)
  const { zone } = await organisationOf(c)
  const now = await c.get('office').db.reading(c.get('member'), async (tx) => {
    const row = await getCase(tx, idOf(c))
    return {
      ...{ row, onTeam: await isOnTeam(tx, row.id), effect: await getEffect(tx, row.id, effectId) },
      versions: await listEffectVersions(tx, row.id, effectId),
      positions: (await listPositions(tx, row.id)).filter((one) => one.effectId === effectId),
      before: await findBackdrop(tx, row.id),
    }
  })
  const { row, effect, versions, positions } = now
  const mine = positions.find(({ organisationId }) => organisationId === c.get('member').organisationId)
  return await casePage(c, {
    row,
    tab: 'effects',
    heading: i18n.t(`effect.change.${effect.change}`),
    status: (at.again ?? at.stating)?.status,
    body: (
      <>
        <section class="card">
          <EffectFacts i18n={i18n} effect={effect} />
          <Positions i18n={i18n} positions={positions} />
        </section>
        {can(c.get('member'), 'effect.position') && (
          <PositionForm
            {...{ i18n, mine, form: at.stating?.form }}
            action={effectsHref(row.id, `/${effect.id}/position`)}
          />
        )}
        {now.onTeam && can(c.get('member'), 'effect.write') && (
          <EffectForm
            {...{ i18n, row, effect, before: now.before }}
            action={effectsHref(row.id, `/${effect.id}`)}
            back={effectsHref(row.id)}
            form={at.again?.form ?? formOf(effect, versions[0])}
          />
        )}
        {versions.length > 1 && <EffectVersions i18n={i18n} versions={versions.slice(1)} zone={zone} />}
      </>
    ),
  })
}
