// Reads every log of an instance with tools that are not ours: torchwood (C2SP tlog-tiles,
// tlog-proof) and golang.org/x/mod (signed notes, Merkle trees). It knows nothing about acts: only
// that the log is what its key signed, and that each receipt proves its leaf.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"

	"filippo.io/torchwood"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// instance is what is read of /.well-known/psephos.json.
type instance struct {
	Logs []struct {
		Path  string `json:"path"`
		Trust struct {
			Origin string   `json:"origin"`
			Vkeys  []string `json:"vkeys"`
		} `json:"trust"`
	} `json:"logs"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: foreign URL")
		os.Exit(2)
	}
	if err := run(os.Args[1]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(base string) error {
	body, err := get(base + "/.well-known/psephos.json")
	if err != nil {
		return err
	}
	var found instance
	if err := json.Unmarshal(body, &found); err != nil {
		return err
	}
	for _, log := range found.Logs {
		verifier, err := note.NewVerifier(log.Trust.Vkeys[0])
		if err != nil {
			return fmt.Errorf("%s: key: %w", log.Path, err)
		}
		policy := torchwood.ThresholdPolicy(2,
			torchwood.OriginPolicy(log.Trust.Origin), torchwood.SingleVerifierPolicy(verifier))
		leaves, err := read(base+log.Path, policy)
		if err != nil {
			return fmt.Errorf("%s: %w", log.Path, err)
		}
		fmt.Printf("%s: %d leaves agree\n", log.Path, leaves)
	}
	return nil
}

// read fetches a whole log, authenticated by its checkpoint, and checks some receipts against it.
func read(base string, policy torchwood.Policy) (int64, error) {
	signed, err := get(base + "/checkpoint")
	if err != nil {
		return 0, err
	}
	checkpoint, _, err := torchwood.VerifyCheckpoint(signed, policy)
	if err != nil {
		return 0, fmt.Errorf("checkpoint: %w", err)
	}
	fetcher, err := torchwood.NewTileFetcher(base)
	if err != nil {
		return 0, err
	}
	client, err := torchwood.NewClient(fetcher)
	if err != nil {
		return 0, err
	}
	var count int64
	for index, entry := range client.AllEntries(context.Background(), checkpoint.Tree, 0) {
		if index != count {
			return 0, fmt.Errorf("entry %d comes after %d", index, count-1)
		}
		count++
		if index%97 != 0 && index != checkpoint.N-1 {
			continue
		}
		receipt, err := get(fmt.Sprintf("%s/receipt/%d", base, index))
		if err != nil {
			return 0, err
		}
		if err := torchwood.VerifyProof(policy, tlog.RecordHash(entry), receipt); err != nil {
			return 0, fmt.Errorf("receipt %d: %w", index, err)
		}
	}
	if err := client.Err(); err != nil {
		return 0, err
	}
	if count != checkpoint.N {
		return 0, fmt.Errorf("%d entries of %d", count, checkpoint.N)
	}
	return count, nil
}

func get(url string) ([]byte, error) {
	response, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s: %s", url, response.Status)
	}
	return io.ReadAll(response.Body)
}
