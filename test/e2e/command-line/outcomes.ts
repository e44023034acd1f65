import type { Consumed } from '../replay-workflow/consumed';
import type { Typed } from './typed';

export interface Outcomes {
  readonly look: Readonly<Record<'files' | 'totals' | 'records' | 'filtered' | 'first' | 'objects' | 'damaged', Typed>>;
  readonly plan: Typed;
  readonly byNames: Typed;
  readonly cost: Typed;
  /** The cost of what has replayed all the others. */
  readonly deployed: Typed;
  readonly replay: Typed & { readonly consumed: Consumed };
  readonly interrupted: Typed & { readonly followed: Typed; readonly consumed: Consumed };
  readonly failing: Typed & { readonly resumed: Typed; readonly consumed: Consumed };
  readonly function: Typed;
  readonly mistakes: Readonly<
    Record<'option' | 'value' | 'unasked' | 'output' | 'stack' | 'topic' | 'path' | 'execution' | 'metrics', Typed>
  >;
}
