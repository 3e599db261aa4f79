import styles from './gate.module.css';

/** Shown once, to be kept on paper: the only other way to the records when every password is forgotten. */
export function RecoveryKeySheet({ recoveryKey, onDone }: { recoveryKey: string; onDone: () => void }) {
  return (
    <main className={styles.narrow}>
      <h1>Keep this on paper</h1>
      <p>
        This is the recovery key of your district. With it you can set a new password when one is forgotten.
        Without a password and without this key nobody can open the records, and nobody can help.
      </p>
      <p className={styles.key} data-testid="recovery-key">
        {recoveryKey}
      </p>
      <p>
        Write it down or print it, and put it where the school keeps its important papers. It is not shown
        again.
      </p>
      <div className="row">
        <button type="button" onClick={() => window.print()}>
          Print
        </button>
        <button type="button" className="main" onClick={onDone}>
          I have it on paper
        </button>
      </div>
    </main>
  );
}
