import { Component, type ReactNode } from 'react';

interface Props {
  /** Where the person is; going elsewhere shows the next screen afresh. */
  readonly place: string;
  readonly children: ReactNode;
}

/** A defect in one screen must not take the others with it. */
export class ScreenGuard extends Component<Props, { broken: boolean }> {
  override state = { broken: false };

  override componentDidUpdate(before: Props): void {
    if (this.state.broken && before.place !== this.props.place) this.setState({ broken: false });
  }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children;
    return (
      <>
        <h1>This screen stopped</h1>
        <p role="alert">
          Something in Hi-Line went wrong while it drew this screen. Everything that was called saved is safe.
        </p>
        <button type="button" className="main" onClick={() => this.setState({ broken: false })}>
          Try again
        </button>
      </>
    );
  }
}
