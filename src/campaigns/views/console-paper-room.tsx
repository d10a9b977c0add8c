/** What the room reads of signatures on paper: numbers through each organisation, and what may be done about those of others. */
import type { I18n } from '#platform/i18n.ts'
import { ConfirmBox, Notice, Paragraphs, Select, Status, Table, Textarea, type FormState } from '#ui/index.ts'
import type { Campaign } from '../campaign.ts'
import type { PaperStanding } from '../paper-confirming.ts'
import type { LeftOut } from '../paper-left-out.ts'
import type { PaperThrough } from '../paper-numbers.ts'

export type Through = PaperThrough & { name: string }

export interface RoomProps {
  i18n: I18n
  campaign: Campaign
  through: readonly Through[]
  standing: readonly PaperStanding[]
  leftOut: readonly LeftOut[]
  /** the own organisation, and whether it runs the campaign and this person may say what is counted of others */
  ownId: string
  mayLeaveOut: boolean
  mayConfirm: boolean
  form: FormState
}

const nameOf = (through: readonly Through[], id: string): string =>
  through.find(({ organisationId }) => organisationId === id)?.name ?? '–'

/** Beside what it says of evidence: whether the public reads it. */
export function CountsStatus({ i18n, standing }: { i18n: I18n; standing: PaperStanding | undefined }) {
  if (!standing || (standing.state === 'counts' && standing.proven === standing.evidenced)) return <></>
  const { state } = standing
  const said = state === 'counts' ? 'unseen' : state
  return <Status tone={state === 'left-out' ? 'danger' : 'warning'}>{i18n.t(`paper.state.${said}`)}</Status>
}

/** In numbers alone. */
export function ThroughEach({ i18n, through }: Pick<RoomProps, 'i18n' | 'through'>) {
  const { t } = i18n
  const all = through.reduce((sum, { evidenced }) => sum + evidenced, 0)
  const notCounted = through.some(({ waiting, leftOut }) => waiting + leftOut > 0)
  const columns = [
    'evidenced',
    'unproven',
    'others',
    ...(notCounted ? (['waiting', 'left-out'] as const) : []),
  ]
  return (
    <section class="card">
      <h2>{t('paper.all')}</h2>
      <p>{t('paper.all.text')}</p>
      <Table
        caption={t('paper.all')}
        columns={[
          { label: t('campaigns.people.organisation') },
          ...(columns as readonly ('evidenced' | 'unproven' | 'others' | 'waiting' | 'left-out')[]).map(
            (name) => ({
              label: t(`paper.col.${name}`),
              numeric: true,
            }),
          ),
        ]}
        rows={through.map((one) => [
          <bdi>{one.name}</bdi>,
          i18n.number(one.evidenced),
          i18n.number(one.unproven),
          i18n.number(all - one.evidenced),
          ...(notCounted ? [i18n.number(one.waiting), i18n.number(one.leftOut)] : []),
        ])}
      />
    </section>
  )
}

/** Numbers of others that wait for this organisation, or that nobody else could take out. */
export function OfOthers(props: RoomProps) {
  const { i18n, through, ownId } = props
  const { t } = i18n
  const theirs = props.standing.filter(
    ({ may, organisationId }) =>
      organisationId !== ownId &&
      ((may === 'confirm' && props.mayConfirm) || (may === 'withdraw' && props.mayLeaveOut)),
  )
  if (theirs.length === 0) return <></>
  return (
    <section class="card">
      <h2>{t('paper.others')}</h2>
      <p>{t('paper.others.text')}</p>
      <ul class="stack">
        {theirs.map((one) => (
          <li>
            <p>
              <bdi>{nameOf(through, one.organisationId)}</bdi>: {t('paper.batch', { count: one.signatures })},{' '}
              {i18n.date(one.on, { zone: props.campaign.zone })} · {t(`paper.kind.${one.kind}`)} ·{' '}
              {t(one.evidenced ? 'paper.evidenced' : 'paper.unproven')}
            </p>
            <OtherForm {...props} batch={one}>
              <button class="button" type="submit">
                {t(one.may === 'confirm' ? 'paper.confirm.number' : 'paper.withdraw', {
                  count: one.signatures,
                })}
              </button>
            </OtherForm>
          </li>
        ))}
      </ul>
    </section>
  )
}

function OtherForm(props: { campaign: Campaign; batch: PaperStanding; children: unknown }) {
  const one = props.batch
  return (
    <form method="post" action={`/campaigns/${props.campaign.id}/paper/others`}>
      <input type="hidden" name="batchId" value={one.batchId} />
      <input type="hidden" name="version" value={String(one.version)} />
      <input type="hidden" name="act" value={one.may ?? ''} />
      {props.children}
    </form>
  )
}

/** In words what happens to the number of an organisation that has left. */
export function SureOfOthers(props: RoomProps & { ask: PaperStanding }) {
  const { i18n, ask, campaign } = props
  const { t } = i18n
  return (
    <ConfirmBox tone="danger" title={t('paper.withdraw.sure.title', { count: ask.signatures })}>
      <p>{t('paper.withdraw.gone.text', { name: nameOf(props.through, ask.organisationId) })}</p>
      <OtherForm campaign={campaign} batch={ask}>
        <div class="buttons">
          <button class="button danger" type="submit" name="sure" value="yes">
            {t('paper.withdraw.sure')}
          </button>
          <a class="button quiet" href={`/campaigns/${campaign.id}/paper`}>
            {t('paper.back')}
          </a>
        </div>
      </OtherForm>
    </ConfirmBox>
  )
}

/** Whose numbers the public does not read, for all to see, with the way back; and the form that leaves out one more. */
export function LeavingOut(props: RoomProps) {
  const { i18n, campaign, leftOut, through, form } = props
  const { t } = i18n
  const action = `/campaigns/${campaign.id}/paper/left-out`
  const others = through.filter(
    ({ organisationId: id }) => id !== props.ownId && !leftOut.some((one) => one.organisationId === id),
  )
  return (
    <>
      {leftOut.map((one) => (
        <Notice
          tone="warning"
          title={
            one.organisationId === props.ownId
              ? t('paper.left-out.own')
              : t('paper.left-out.title', { name: nameOf(through, one.organisationId) })
          }
        >
          <p class="small">{t('paper.left-out.since', { on: i18n.date(one.at, { zone: campaign.zone }) })}</p>
          <Paragraphs text={one.why} />
          {props.mayLeaveOut && (
            <form method="post" action={action}>
              <input type="hidden" name="organisationId" value={one.organisationId} />
              <button class="button" type="submit" name="act" value="count-again">
                {t('paper.count-again')}
              </button>
            </form>
          )}
        </Notice>
      ))}
      {props.mayLeaveOut && others.length > 0 && (
        <form class="sheet" method="post" action={action}>
          <h2>{t('paper.leave-out')}</h2>
          <p>{t('paper.leave-out.text')}</p>
          <Select
            form={form}
            name="organisationId"
            label={t('campaigns.people.organisation')}
            {...(others.length > 1 ? { empty: '–' } : {})}
            options={others.map(({ organisationId, name }) => ({ value: organisationId, label: name }))}
            required
          />
          <Textarea
            form={form}
            name="why"
            label={t('paper.leave-out.why')}
            maxlength={500}
            rows={2}
            required
          />
          <button class="button danger" type="submit" name="act" value="leave-out">
            {t('paper.leave-out')}
          </button>
        </form>
      )}
    </>
  )
}
