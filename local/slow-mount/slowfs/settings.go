package main

import (
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"time"
)

// settings holds all that a mount is started with.
type settings struct {
	backing    string
	mountpoint string
	control    string

	latency        [operationCount]time.Duration
	coldOpen       time.Duration
	attributeCache time.Duration

	// In bytes a second; 0 is unlimited.
	writeRate float64
	coldRate  float64
	warmRate  float64
	totalRate float64
}

const usage = `slowfs mounts a directory anew with the latencies of a network file system.

The defaults reproduce what a serial Python program measured on an Amazon S3 Files mount in AWS Lambda.
It runs until it gets SIGINT or SIGTERM or until its standard input, if that is a pipe, is closed.

slowfs -backing <directory> -mountpoint <directory> [flags]

`

func parseSettings(args []string, output io.Writer) (settings, error) {
	var s settings
	var scale float64
	flags := flag.NewFlagSet("slowfs", flag.ContinueOnError)
	flags.SetOutput(output)
	flags.Usage = func() {
		fmt.Fprint(output, usage)
		flags.PrintDefaults()
	}
	flags.StringVar(&s.backing, "backing", "", "`directory` that holds the files")
	flags.StringVar(&s.mountpoint, "mountpoint", "", "`directory` to mount on; made, and removed at the end, if missing")
	flags.StringVar(&s.control, "control", "127.0.0.1:0", "loopback `address` of the control port; port 0 takes a free one")
	for op, known := range operations {
		flags.DurationVar(&s.latency[op], known.name, known.latency, "latency when "+known.description)
	}
	flags.DurationVar(&s.coldOpen, "cold-open", 92*time.Millisecond, "wait for the first byte of a cold file")
	flags.DurationVar(&s.attributeCache, "attribute-cache", 3*time.Second, "how long the kernel keeps names and attributes")
	rate := func(target *float64, name string, megabytes float64, text string) {
		*target = megabytes * 1e6
		flags.Func(name, fmt.Sprintf("%s, in `MB/s`; 0 is unlimited (default %v)", text, megabytes), parseRate(target))
	}
	rate(&s.writeRate, "write-bandwidth", 19.2, "bandwidth of one stream of writes")
	rate(&s.coldRate, "cold-bandwidth", 10, "bandwidth at which one cold file is brought in")
	rate(&s.warmRate, "warm-bandwidth", 400, "bandwidth of one stream of reads of a warm file")
	rate(&s.totalRate, "total-bandwidth", 0, "bandwidth of all streams together")
	flags.Float64Var(&scale, "scale", 1, "`factor` on all latencies and transfer times; 0 is no wait at all")
	if err := flags.Parse(args); err != nil {
		return s, err
	}
	return s, s.complete(flags.Args(), scale)
}

// complete checks what was given, makes the paths absolute and applies the scale.
func (s *settings) complete(rest []string, scale float64) error {
	if len(rest) > 0 {
		return fmt.Errorf("%q is not a flag: -h lists the flags", rest[0])
	}
	if s.backing == "" || s.mountpoint == "" {
		return fmt.Errorf("both -backing and -mountpoint are needed: -h says how to call this")
	}
	if scale < 0 {
		return fmt.Errorf("-scale %v is negative: give 0 for no wait, 1 for the latencies as they are", scale)
	}
	for _, path := range []*string{&s.backing, &s.mountpoint} {
		absolute, err := filepath.Abs(*path)
		if err != nil {
			return err
		}
		*path = absolute
	}
	for op := range s.latency {
		s.latency[op] = scaled(s.latency[op], scale)
	}
	s.coldOpen = scaled(s.coldOpen, scale)
	for _, rate := range []*float64{&s.writeRate, &s.coldRate, &s.warmRate, &s.totalRate} {
		*rate = scaledRate(*rate, scale)
	}
	return nil
}

func scaled(d time.Duration, scale float64) time.Duration {
	return time.Duration(float64(d) * scale)
}

func scaledRate(rate, scale float64) float64 {
	if scale == 0 {
		return 0
	}
	return rate / scale
}

func parseRate(target *float64) func(string) error {
	return func(text string) error {
		var megabytes float64
		if _, err := fmt.Sscan(text, &megabytes); err != nil || megabytes < 0 {
			return fmt.Errorf("a bandwidth is a number of MB/s that is not negative")
		}
		*target = megabytes * 1e6
		return nil
	}
}
